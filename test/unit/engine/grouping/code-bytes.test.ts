import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byteCodesOf, internBytes } from '#engine/grouping/code-bytes.ts'
import { inCapitals } from '#engine/grouping/definition.ts'

interface Options {
  readonly foldCase?: boolean
  /** Bytes before and after the text, as a row of a file has them. */
  readonly before?: string
  readonly after?: string
  readonly room?: number
}

const AFTER = `,${'|'.repeat(30)}`

function intern(known: readonly string[], text: string, options: Options = {}): number[] | null {
  const { foldCase = false, before = '', after = AFTER, room = 64 } = options
  const ids = new Map(known.map((code, i) => [code, i + 1]))
  const start = Buffer.byteLength(before)
  const bytes = new TextEncoder().encode(before + text + after)
  const target = new Int32Array(room).fill(-9)
  const end = start + Buffer.byteLength(text)
  const count = internBytes(target, byteCodesOf({ ids, foldCase }), new DataView(bytes.buffer), start, end)
  return count < 0 ? null : [...target.subarray(0, count)]
}

describe('codes found by their bytes', () => {
  const KNOWN = ['I10', 'I10.x00', 'A01.000x005', 'A01.000x0051', 'A01.000x005+J17.0*', 'A01.000x005+J17.00*x']
  const lines: readonly (readonly [string, string, number[]])[] = [
    ['one', 'I10', [1]],
    ['several, in their order, told twice as well', 'A01.000x005|I10|I10.x00|I10', [3, 1, 2, 1]],
    ['of twelve bytes, eighteen and twenty', 'A01.000x0051|A01.000x005+J17.0*|A01.000x005+J17.00*x', [4, 5, 6]],
    [
      'unknown ones, beginnings and continuations of known ones',
      'I1|I10.x001|A01.000x005+|A01.000x005+J17.0',
      [0, 0, 0, 0],
    ],
    ['longer than any known', `A01.000x005+J17.00*x1|${'A'.repeat(200)}|I10`, [0, 0, 1]],
    ['empty ones', '|I10||', [0, 1, 0, 0]],
    ['no text at all is one empty code', '', [0]],
    ['a zero byte is no blank', 'I10\0|\0|I10', [0, 0, 1]],
    ['small letters are others', 'i10|a01.000X005', [0, 0]],
  ]
  test.each(lines)('%s', (_, text, expected) => expect(intern(KNOWN, text)).toEqual(expected))

  test('case makes no difference where the scheme says so, whatever the length and the letters', () => {
    const known = ['A01.000X005', 'A01.000X005+J17.0*', 'ÄÖ.1', 'Z[@`{', `${'B'.repeat(20)}É`]
    const folded = (text: string) => intern(known, text, { foldCase: true })
    expect(folded('a01.000x005|A01.000X005|a01.000x005+j17.0*')).toEqual([1, 1, 2])
    // Only a–z: the capital of `ı` is `I`, and no code is written with one.
    expect(folded(`äö.1|ÄÖ.1|äö.2|${'b'.repeat(20)}é|${'b'.repeat(20)}É`)).toEqual([0, 3, 0, 0, 5])
    // The neighbours of the letters in ASCII have no capitals.
    expect(folded('z[@`{|Z{@`[|z[`@{')).toEqual([4, 0, 0])
  })

  test('letters beyond ASCII, of a short code, a long one and one too long for the tables', () => {
    const known = ['诊断一', '诊断诊断诊断', '诊断诊断诊断诊断']
    expect(intern(known, '诊断一|诊断诊断诊断|诊断诊断诊断诊断|诊断二|诊断')).toEqual([1, 2, 3, 0, 0])
  })

  test('what stands around the text is not looked at', () => {
    for (const before of ['', 'x', 'I1', '诊断|'])
      for (const after of [AFTER, `x00${AFTER}`, `${'9'.repeat(40)}`])
        expect(intern(KNOWN, 'I10.x00|I10', { before, after })).toEqual([2, 1])
  })

  test('says so where it cannot read on: no room for the codes, or too near the end of the bytes', () => {
    expect(intern(KNOWN, 'I10|I10', { room: 2 })).toEqual([1, 1])
    expect(intern(KNOWN, 'I10|I10', { room: 1 })).toBeNull()
    expect(intern(KNOWN, 'I10', { after: ','.repeat(20) })).toEqual([1])
    expect(intern(KNOWN, 'I10', { after: ','.repeat(19) })).toBeNull()
  })

  test('a code that holds the separator is never found, and takes no other’s place', () => {
    expect(intern(['A', 'A|', 'A|||', '|', 'B|C'], 'A|B|C')).toEqual([1, 0, 0])
  })

  test('a table as full as it may be: every code finds itself, none finds another', () => {
    // 3,071 of 4,096 slots are taken, so that hundreds of codes begin at a slot another one has.
    const code = (i: number) => `Q${String(i).padStart(4, '0')}.${(i * 7919) % 1000}`
    const known = Array.from({ length: 3071 }, (_, i) => code(i))
    expect(intern(known, known.join('|'), { room: 4000 })).toEqual(known.map((_, i) => i + 1))
    const others = Array.from({ length: 3071 }, (_, i) => `${code(i)}1`)
    expect(intern(known, others.join('|'), { room: 4000 })).toEqual(others.map(() => 0))
  })

  test('for any codes: what looking them up as text finds', () => {
    const part = fc.constantFrom('A', 'b', 'x', '0', '1', '.', '+', '*', '\0', 'é', 'ß', '诊', 'ABCDEFGH', '01234567')
    const anyCode = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(
        fc.uniqueArray(anyCode, { maxLength: 40 }),
        fc.array(anyCode),
        fc.boolean(),
        (list, others, foldCase) => {
          const known = foldCase ? [...new Set(list.map(inCapitals))] : list
          const told = [...others, ...list.slice(0, 20)]
          const expected = told.map((each) => known.indexOf(foldCase ? inCapitals(each) : each) + 1)
          expect(intern(known, told.join('|'), { foldCase })).toEqual(
            told.length === 0 ? [known.indexOf('') + 1] : expected,
          )
        },
      ),
      { numRuns: 500 },
    )
  })
})
