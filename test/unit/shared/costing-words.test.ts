import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  ALLOCATION_METHOD_NAMES,
  CARE_STAGE_NAMES,
  CENTER_CLASS_NAMES,
  CERTAINTY_NAMES,
  COST_ELEMENT_NAMES,
  COST_METHOD_NAMES,
  COVERAGE_NAMES,
} from '#shared/domain/costing.ts'

const PROJECT = join(import.meta.dirname, '../../..')
const docs = ['docs/costing.md', 'docs/glossary.md'].map((path) => readFileSync(join(PROJECT, path), 'utf8')).join('\n')

test.each(
  Object.entries({
    ALLOCATION_METHOD_NAMES,
    CARE_STAGE_NAMES,
    CENTER_CLASS_NAMES,
    CERTAINTY_NAMES,
    COST_ELEMENT_NAMES,
    COST_METHOD_NAMES,
    COVERAGE_NAMES,
  }),
)('%s stand in the docs as they are called here', (_name, names) => {
  for (const { zh, en } of Object.values(names)) {
    expect(docs).toContain(zh.replace(/（.*）$/, ''))
    expect(en).toMatch(/^[A-Z]/)
  }
})
