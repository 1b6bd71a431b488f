import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { inspectFile } from '#exchange/inspect-file.ts'
import { openPackage } from '#exchange/sync/package/open-package.ts'
import { readSystem } from '#exchange/system/read-system.ts'
import { rawZip } from '../../../support/raw-zip.ts'
import { problemOf } from '../support.ts'
import { receiver } from '../sync/packages.ts'
import { ORTHO } from '../sync/parties.ts'

const folder = mkdtempSync(join(tmpdir(), 'keheng-zip64-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A zip64 locator before the end record (APPNOTE.TXT 4.3.15), and a record whose directory begins there. */
function withZip64(offsets: { readonly record: bigint; readonly directory: bigint }): Buffer {
  const zip = rawZip([{ name: 'xl/workbook.xml', content: '<workbook/>' }])
  const record = Buffer.alloc(56)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(1n, 32)
  record.writeBigUInt64LE(offsets.directory, 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(offsets.record, 8)
  return Buffer.concat([zip.subarray(0, -22), record, locator, zip.subarray(-22)])
}

const FAR = [2n ** 40n, 2n ** 53n, 2n ** 63n - 1n, 2n ** 64n - 1n]

test.each(FAR)('an archive whose zip64 fields point to %d is damaged to every reader', async (far) => {
  const at = BigInt(withZip64({ record: 0n, directory: 0n }).length - 22 - 20 - 56)
  const path = join(folder, `${far}.xlsx`)
  for (const offsets of [
    { record: far, directory: 0n },
    { record: at, directory: far },
  ]) {
    writeFileSync(path, withZip64(offsets))
    expect(await problemOf(inspectFile({ path }, []))).toBe('file-unreadable')
    expect(await problemOf(readSystem(path))).toBe('scheme-invalid')
    expect(await problemOf(openPackage(path, receiver(ORTHO)))).toBe('package-damaged')
  }
})
