import { expect, test } from 'vitest'
import { createByteWriter } from '#exchange/grouping-file/byte-writer.ts'

function viewOf(text: string): DataView {
  const bytes = new TextEncoder().encode(text)
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')

test('copies exactly the bytes asked for, of any number, from anywhere to the end of the source', () => {
  const source = '0123456789abcdef'
  const view = viewOf(source)
  for (let from = 0; from <= source.length; from++) {
    for (let to = from; to <= source.length; to++) {
      const writer = createByteWriter()
      writer.text('<')
      writer.copy(view, from, to)
      writer.text('>')
      expect(textOf(writer.take())).toBe(`<${source.slice(from, to)}>`)
    }
  }
})

test('what was taken stays as it was while the next is gathered', () => {
  const writer = createByteWriter()
  writer.text('一')
  const first = writer.take()
  expect(writer.length).toBe(0)
  writer.text('second')
  expect(textOf(first)).toBe('一')
  const second = writer.take()
  writer.text('3')
  expect(textOf(second)).toBe('second')
  expect(textOf(writer.take())).toBe('3')
})

test('grows past the room it begins with', () => {
  const writer = createByteWriter()
  const line = '诊断,手术\n'
  const view = viewOf(line)
  for (let i = 0; i < 100_000; i++) writer.copy(view, 0, view.byteLength)
  writer.text(line.repeat(200_000))
  expect(writer.length).toBe(300_000 * view.byteLength)
  expect(textOf(writer.take()) === line.repeat(300_000)).toBe(true)
})
