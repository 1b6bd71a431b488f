#!/usr/bin/env node
import { requireNode } from './require-node.mjs'

requireNode(24, '"npm run --silent keheng -- ..."')
void import('../electron/cli/main.ts')
  .then(({ main }) => main(process.argv.slice(2)))
  .then((code) => {
    process.exitCode = code
  })
