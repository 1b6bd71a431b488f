import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TemporaryFolder, temporaryFolder } from '#core/folders.ts'
import { bookArgument } from '../../../electron/desktop/book-argument.ts'
import { readWindowState, saveWindowState, visibleBounds } from '../../../electron/desktop/window-state.ts'

let folder: TemporaryFolder
let file: string
beforeEach(async () => {
  folder = await temporaryFolder('window')
  file = join(folder.path, 'window.json')
})
afterEach(() => folder.remove())

const bounds = { x: 10, y: 20, width: 1200, height: 700 }

test('what was saved is read back, and nothing is left beside it', () => {
  saveWindowState(file, { bounds, maximized: true })
  expect(readWindowState(file)).toEqual({ bounds, maximized: true })
  expect(readdirSync(folder.path)).toEqual(['window.json'])
})

test.each(['', '{', 'null', '{}', '{"bounds":{"x":1}}', '{"bounds":{"x":"1","y":1,"width":1,"height":1}}', '[]'])(
  'a file that says %j opens the window at its default place',
  (text) => {
    writeFileSync(file, text)
    expect(readWindowState(file)).toBeNull()
  },
)

test('a folder that cannot be written is no reason to fail', () => {
  expect(() => saveWindowState(join(folder.path, 'gone', 'window.json'), { bounds, maximized: false })).not.toThrow()
})

const LAPTOP = { x: 0, y: 0, width: 1366, height: 728 }
const PROJECTOR = { x: 1366, y: 0, width: 1920, height: 1080 }

test('the window opens where it was as long as its title bar can be grasped there', () => {
  const onProjector = { x: 1500, y: 40, width: 1400, height: 800 }
  expect(visibleBounds(onProjector, [LAPTOP, PROJECTOR])).toEqual(onProjector)
  expect(visibleBounds(onProjector, [LAPTOP]), 'the projector is gone').toBeNull()
  expect(visibleBounds({ ...bounds, y: -40 }, [LAPTOP]), 'title bar above the display').toBeNull()
  expect(visibleBounds({ ...bounds, x: 1300 }, [LAPTOP]), 'a strip of 66 pixels').toBeNull()
  expect(visibleBounds({ ...bounds, width: 300, height: 200 }, [LAPTOP])).toEqual({
    ...bounds,
    width: 1024,
    height: 640,
  })
})

test('the book on the command line is found from where it was typed', () => {
  expect(bookArgument(['keheng', '--db', 'a.keheng'], folder.path)).toBe(join(folder.path, 'a.keheng'))
  expect(bookArgument(['keheng', '--db'], folder.path)).toBeNull()
  expect(bookArgument(['keheng', 'a.keheng'], folder.path)).toBeNull()
})
