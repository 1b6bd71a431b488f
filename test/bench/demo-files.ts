import { createReadStream, createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { type DemoManifest, generateDemo } from '#demo/generate.ts'

/**
 * `node demo-files.ts FOLDER SCALE [EVERY]`: writes the demonstration department and prints its manifest. With EVERY only each
 * EVERY-th charge line stays, spread evenly over the cases: for measuring many cases without loading all their lines.
 */
const [folder, scale, every = '1'] = process.argv.slice(2)
if (folder === undefined || scale === undefined) throw new Error('usage: node demo-files.ts FOLDER SCALE [EVERY]')
const manifest = await generateDemo({ outDir: folder, scale: Number(scale) })
process.stdout.write(JSON.stringify(every === '1' ? manifest : await thinCharges(manifest, Number(every))))

async function thinCharges(manifest: DemoManifest, every: number): Promise<DemoManifest> {
  const charges = manifest.files.find((file) => file.kind === 'charges')!
  const thinned = `${charges.path}.thinned`
  let line = 0
  let bytes = 0
  await pipeline(
    createReadStream(charges.path, { highWaterMark: 1 << 20 }),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        const kept: Buffer[] = []
        // A line feed is never part of a GB18030 character, and no cell of the file holds one.
        for (let from = 0; from < chunk.length; ) {
          const feed = chunk.indexOf(0x0a, from)
          const to = feed < 0 ? chunk.length : feed + 1
          if (line === 0 || line % every === 1) kept.push(chunk.subarray(from, to))
          if (feed >= 0) line++
          from = to
        }
        const joined = Buffer.concat(kept)
        bytes += joined.length
        yield joined
      }
    },
    createWriteStream(thinned),
  )
  await rename(thinned, charges.path)
  const rows = Math.ceil((line - 1) / every)
  return { ...manifest, files: manifest.files.map((file) => (file === charges ? { ...file, rows, bytes } : file)) }
}
