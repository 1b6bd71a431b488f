#!/usr/bin/env node
import { requireNode } from './require-node.mjs'

requireNode(24, '"npm start"')
void import('../build/start.ts')
  .then(({ start }) => start(process.argv.slice(2)))
  .then((code) => {
    process.exitCode = code
  })
