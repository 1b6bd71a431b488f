import { describe, expect, test } from 'vitest'
import { checkImports } from '../../../build/check-imports.ts'

const faults = (path: string, text: string) => checkImports([{ path, text }])
const imports = (path: string, specifier: string) => faults(path, `import { x } from '${specifier}'\n`)

describe('who may import whom', () => {
  test.each([
    ['electron/engine/payment/settle.ts', '#shared/domain/money.ts'],
    ['electron/engine/payment/settle.ts', './compile.ts'],
    ['electron/engine/payment/settle.ts', 'big.js'],
    ['electron/store/book.ts', 'better-sqlite3'],
    ['electron/store/book.ts', 'node:fs'],
    ['electron/exchange/readers/table.ts', 'papaparse'],
    ['electron/exchange/readers/table.ts', 'node:fs'],
    ['electron/services/cases.ts', '#store/facts.ts'],
    ['electron/desktop/window.ts', 'electron'],
    ['electron/main.ts', 'electron'],
    ['renderer/app/main.tsx', 'react'],
    ['renderer/app/main.tsx', '../../shared/contract/bridge.ts'],
  ])('%s may import %s', (path, specifier) => {
    expect(imports(path, specifier)).toEqual([])
  })

  test.each([
    ['electron/engine/payment/settle.ts', 'node:fs'], // pure: no I/O
    ['electron/engine/payment/settle.ts', '#store/facts.ts'],
    ['electron/engine/payment/settle.ts', '../../store/facts.ts'],
    ['electron/engine/payment/settle.ts', '#shared/contract/contract.ts'],
    ['electron/services/cases.ts', 'better-sqlite3'],
    ['electron/services/cases.ts', 'electron'],
    ['electron/store/book.ts', '#engine/payment/settle.ts'],
    ['electron/exchange/readers/table.ts', '#store/book.ts'],
    ['electron/exchange/readers/table.ts', 'electron'],
    ['electron/exchange/readers/table.ts', 'better-sqlite3'],
    ['electron/web/host.ts', 'electron'],
    ['electron/web/host.ts', 'electron/main'],
    ['renderer/app/main.tsx', '#core/client.ts'],
    ['renderer/app/main.tsx', '../../electron/core/client.ts'],
    ['renderer/app/main.tsx', 'node:fs'],
    ['shared/domain/money.ts', '#shared/contract/contract.ts'],
    ['shared/contract/contract.ts', 'node:fs'],
  ])('%s may not import %s', (path, specifier) => {
    expect(imports(path, specifier)).toHaveLength(1)
    expect(imports(path, specifier)[0]).toMatch(new RegExp(`^${path.replaceAll('.', '\\.')}: may not import `))
  })
})

test.each([
  `import type { X } from 'electron'`,
  `import X, {\n  y,\n  z,\n} from 'electron'`,
  `import 'electron'`,
  `export * from 'electron'`,
  `export { x } from "electron"`,
  `const x = await import('electron')`,
  `const x = await import( "electron" )`,
])('an import is seen in each of its forms: %s', (text) => {
  expect(faults('renderer/app/a.ts', `const a = 1\n${text}\n`)).toEqual([
    'renderer/app/a.ts: may not import the package electron',
  ])
})

describe('what else it holds', () => {
  test('a new folder has to be given a room before it may import anything', () => {
    expect(imports('electron/forecast/simulate.ts', 'electron')).toEqual([
      'electron/forecast/simulate.ts: lies in no room of build/check-imports.ts',
    ])
    expect(imports('electron/services/cases.ts', '../forecast/simulate.ts')).toHaveLength(1)
  })

  test.each([
    'const q = sql`SELECT 1`',
    'const q = sql`\n  WITH a AS (SELECT 1) SELECT * FROM a`',
    "db.prepare('SELECT 1')",
    'db.exec(`\n  DROP TABLE x`)',
    "db.prepare('insert into x values (1)')",
  ])('SQL stays in the store: %s', (text) => {
    expect(faults('electron/services/a.ts', text)).toEqual(['electron/services/a.ts: SQL belongs in electron/store'])
    expect(faults('electron/store/a.ts', text)).toEqual([])
  })

  test('a regular expression is no statement', () => {
    expect(faults('electron/services/a.ts', "const m = /a/.exec('sELECTED')\nconst sqlite = 1")).toEqual([])
  })

  test('a file above 500 lines is split', () => {
    expect(faults('shared/domain/a.ts', '\n'.repeat(499))).toEqual([])
    expect(faults('shared/domain/a.ts', '\n'.repeat(500))).toHaveLength(1)
  })
})
