// Kept in the syntax of old Node versions: this is the code that has to run on them.

/** Ends the process with one plain sentence when this Node cannot run the app. */
export function requireNode(major, hint) {
  if (Number(process.versions.node.split('.')[0]) >= major) return
  process.stderr.write(
    'Keheng needs Node.js ' +
      major +
      ' or newer and this is ' +
      process.versions.node +
      ': run it as ' +
      hint +
      ', which brings its own.\n',
  )
  process.exit(1)
}
