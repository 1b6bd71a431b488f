import { expect, test } from 'vitest'
import { ownText } from '#shared/domain/own-text.ts'

test('the text is the same whatever it holds', () => {
  for (const text of ['', '短', 'ZY240700001', '2026-03-15 08:30:00', '双侧原发性膝关节病（右侧）𠮷', 'x'.repeat(1000)])
    expect(ownText(`--${text}--`.slice(2, -2))).toBe(text)
})
