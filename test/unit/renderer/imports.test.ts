import { describe, expect, test } from 'vitest'
import { choiceOf, fileNameOf, withSource } from '#renderer/pages/data/import/mapping.ts'
import { pastedKind } from '#renderer/pages/data/import/pasted.ts'
import { shownValue } from '#renderer/pages/data/import/shown-value.ts'
import { holdsTemplate, readTemplate, templateText } from '#renderer/pages/data/import/template-text.ts'
import { type ImportTemplate, PASTE_LIMIT } from '#shared/contract/imports.ts'
import { ProblemError } from '#shared/domain/problem.ts'

const TEMPLATE: ImportTemplate = {
  format: 'import-template/1',
  name: '费用月报',
  kind: 'charges',
  version: 3,
  file: { sheet: '明细' },
  columns: { case_no: { from: 'column', column: '住院号' }, 'lines.sum': { from: 'constant', value: 'positive' } },
  missing: ['NA'],
  moneyUnit: 'yuan',
}

const problemOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    if (error instanceof ProblemError) return error.problem
    throw error
  }
  return null
}

describe('what is pasted', () => {
  test('a table has a header and a row; one line, blank lines and nothing are none', () => {
    expect(pastedKind('住院号\t金额\r\nZY1\t5')).toBe('table')
    expect(pastedKind('住院号\nZY1')).toBe('table')
    for (const text of ['', '   ', 'ZY1\t5', '\r\nZY1\t5\r\n\r\n']) expect(pastedKind(text), text).toBe('no-table')
  })

  test('more than the core takes is told before it is sent; the limit itself is still a table', () => {
    const lines = 'a\nb\n'
    expect(pastedKind(lines.padEnd(PASTE_LIMIT, 'x'))).toBe('table')
    expect(pastedKind(lines.padEnd(PASTE_LIMIT + 1, 'x'))).toBe('too-long')
  })

  test('a template is taken on one line as well', () => {
    expect(pastedKind(JSON.stringify(TEMPLATE))).toBe('table')
  })
})

describe('a template as text', () => {
  test('comes back as it went, also through an editor that writes a byte-order mark', () => {
    expect(readTemplate(templateText(TEMPLATE))).toEqual(TEMPLATE)
    expect(readTemplate(`\uFEFF${templateText(TEMPLATE)}`)).toEqual(TEMPLATE)
  })

  test('is told from other JSON and from tables', () => {
    expect(holdsTemplate(templateText(TEMPLATE))).toBe(true)
    expect(holdsTemplate('{"format":"payment-policy/1"}')).toBe(false)
    expect(holdsTemplate('import-template/1\tx\n1\t2')).toBe(false)
  })

  test('a broken one names its fault in both languages', () => {
    const unknown = problemOf(() => readTemplate(JSON.stringify({ ...TEMPLATE, kind: 'bills' })))
    expect(unknown).toMatchObject({ code: 'template-invalid' })
    expect(unknown?.message.zh).toContain('kind')
    expect(unknown?.message.en).toContain('kind')
    expect(problemOf(() => readTemplate('{ "format": "import-template/1", '))?.message.zh).toContain('JSON')
  })
})

test('a choice for the whole file is a constant, and gone when it is taken back', () => {
  expect(choiceOf(TEMPLATE, 'lines.sum')).toBe('positive')
  expect(choiceOf(TEMPLATE, 'case_no')).toBeNull()
  expect(choiceOf(withSource(TEMPLATE, 'lines.sum', null), 'lines.sum')).toBeNull()
})

test('amounts are shown as amounts; texts, codes and what is missing stay', () => {
  expect(shownValue('money', '-60500.5')).toBe('−60,500.50')
  expect(shownValue('money', 12)).toBe('12.00')
  expect(shownValue('money', '一万')).toBe('一万')
  expect(shownValue('text', '60500.00')).toBe('60500.00')
  expect(shownValue('integer', 1200)).toBe('1200')
  expect(shownValue('money', null)).toBeNull()
})

test('the name of a file at the end of a path of either system', () => {
  expect(fileNameOf('/tmp/导出/首页-被拒绝的行.xlsx')).toBe('首页-被拒绝的行.xlsx')
  expect(fileNameOf('C:\\导出\\首页.xlsx')).toBe('首页.xlsx')
  expect(fileNameOf('首页.xlsx')).toBe('首页.xlsx')
})
