import { createReadStream, createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { type DemoManifest, generateDemo } from '#demo/generate.ts'

/**
 * `node demo-files.ts FOLDER SCALE [MONTHS [PERCENT]]`: writes the demonstration department and prints its manifest. With PERCENT only so
 * many of a hundred charge lines stay, spread evenly over the cases: for as many cases and lines as a benchmark asks for.
 */
const [folder, scale, months = '24', percent = '100'] = process.argv.slice(2)
if (folder === undefined || scale === undefined)
  throw new Error('usage: node demo-files.ts FOLDER SCALE [MONTHS [PERCENT]]')
const manifest = await generateDemo({ outDir: folder, scale: Number(scale), months: Number(months) })
process.stdout.write(JSON.stringify(percent === '100' ? manifest : await thinCharges(manifest, Number(percent))))

async function thinCharges(manifest: DemoManifest, percent: number): Promise<DemoManifest> {
  const charges = manifest.files.find((file) => file.kind === 'charges')!
  const thinned = `${charges.path}.thinned`
  const staysAt = (at: number) => Math.floor((at * percent) / 100)
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
          if (line === 0 || staysAt(line) > staysAt(line - 1)) kept.push(chunk.subarray(from, to))
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
  const rows = staysAt(line - 1)
  return { ...manifest, files: manifest.files.map((file) => (file === charges ? { ...file, rows, bytes } : file)) }
}
