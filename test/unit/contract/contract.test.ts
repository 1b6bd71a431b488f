import { describe, expect, test } from 'vitest'
import { contract } from '#shared/contract/contract.ts'
import { METHOD_NAMES } from '#shared/contract/method-names.ts'

describe('contract', () => {
  test('the preload list names every method, once', () => {
    expect([...METHOD_NAMES].sort()).toEqual(Object.keys(contract).sort())
  })

  test('every request refuses a field it does not know', () => {
    for (const [name, { request }] of Object.entries(contract)) {
      expect(request.safeParse({ surprise: 1 }).success, name).toBe(false)
    }
  })

  test('a month outside the calendar is refused', () => {
    const request = { slice: { from: '2025-13' }, compare: 'none', basis: 'B1' }
    expect(contract['overview.get'].request.safeParse(request).success).toBe(false)
  })

  test('a surplus cannot be asked for without its basis', () => {
    expect(contract['surplus.table'].request.safeParse({ slice: {}, by: 'drg' }).success).toBe(false)
  })
})
