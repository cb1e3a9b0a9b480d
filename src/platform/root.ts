import { resolve } from 'node:path'

/**
 * The checkout, or where Kasi was installed: what is read while it runs (migrations, the built web) lies there. The server
 * in few files, which bin/built.mjs makes, lies as deep as this file: everything else asks here.
 */
export const ROOT = resolve(import.meta.dirname, '../..')
