import manifest from '../../package.json' with { type: 'json' }

/** The app's version, from the one place it is written down. */
export const VERSION: string = manifest.version
