import { mkdir, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { configFolder, realPathInside, temporaryFolder } from '#core/folders.ts'

const made: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const remove of made) await remove()
})

async function folder() {
  const { path, remove } = await temporaryFolder('test')
  made.push(remove)
  return path
}

test('a path counts as inside only by where it really is', async () => {
  const base = await folder()
  const root = join(base, 'export')
  await mkdir(join(root, '科室'), { recursive: true })
  await writeFile(join(root, '科室', 'a.csv'), 'a')
  await writeFile(join(base, 'secret.csv'), 's')
  await mkdir(join(base, 'export-other'))
  await writeFile(join(base, 'export-other', 'b.csv'), 'b')
  await symlink(join(base, 'secret.csv'), join(root, 'link.csv'))

  expect(await realPathInside(root, join(root, '科室', 'a.csv'))).toBe(join(root, '科室', 'a.csv'))
  expect(await realPathInside(root, join(root, '..', 'export', '科室', 'a.csv'))).toBe(join(root, '科室', 'a.csv'))
  for (const outside of [
    join(base, 'secret.csv'),
    join(root, '..', 'secret.csv'),
    // A link out of the folder, and a sibling whose name begins like it.
    join(root, 'link.csv'),
    join(base, 'export-other', 'b.csv'),
    join(root, 'missing.csv'),
    root,
    '\0',
  ]) {
    expect(await realPathInside(root, outside), outside).toBeNull()
  }
})

test.skipIf(process.platform === 'win32')('a temporary folder can be read by its owner alone', async () => {
  expect((await stat(await folder())).mode & 0o777).toBe(0o700)
})

test('settings lie where each system keeps them', () => {
  expect(configFolder({ APPDATA: 'C:\\Users\\a\\AppData\\Roaming' }, 'win32')).toContain('Roaming')
  expect(configFolder({ XDG_CONFIG_HOME: '/home/a/.cfg' }, 'linux')).toBe(join('/home/a/.cfg', 'keheng'))
  expect(configFolder({}, 'darwin')).toMatch(/Library.Application Support.keheng$/)
  expect(configFolder({ KEHENG_CONFIG_DIR: '/media/stick' }, 'win32')).toBe('/media/stick')
})
