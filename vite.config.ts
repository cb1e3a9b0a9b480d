import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { promisify } from 'node:util'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const root = fileURLToPath(new URL('src/web', import.meta.url))
const outDir = fileURLToPath(new URL('dist/web', import.meta.url))
const api = `http://127.0.0.1:${process.env['KASI_HTTP_PORT'] ?? '8080'}`

const COMPRESSIBLE = /\.(?:js|mjs|css|html|svg|json|webmanifest)$/

/** Writes `.br` and `.gz` next to what is worth compressing, so that the server never does it per request. */
function precompress(): Plugin {
  let directory = ''
  return {
    name: 'kasi:precompress',
    apply: 'build',
    configResolved(config) {
      directory = resolve(config.root, config.build.outDir)
    },
    async closeBundle() {
      const names = await readdir(directory, { recursive: true })
      for (const name of names.filter((each) => COMPRESSIBLE.test(each))) {
        const file = join(directory, name)
        const plain = await readFile(file)
        const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }
        await writeFile(`${file}.br`, await promisify(brotliCompress)(plain, quality))
        await writeFile(`${file}.gz`, await promisify(gzip)(plain, { level: 9 }))
      }
    },
  }
}

const JSON_SCHEMA = /\/zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/

/**
 * zod brings the writing of JSON Schema with every schema. The server writes OpenAPI with it, the web never does:
 * its functions become one that refuses, and the first load gets 6 kB smaller.
 */
function withoutJsonSchema(): Plugin {
  return {
    name: 'kasi:without-json-schema',
    apply: 'build',
    transform(code, id) {
      if (!JSON_SCHEMA.test(id)) return null
      const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name)
      if (id.endsWith('to-json-schema.js')) names.push('process')
      return {
        code: `const refuse = () => { throw new Error('JSON Schema is written by the server') }
const later = () => refuse
export { ${names.map((name) => `later as ${name}`).join(', ')} }`,
        map: null,
      }
    },
  }
}

/**
 * What both apps begin with comes in two files instead of twenty: a browser asks for six at once, and on a slow line each round costs 400 ms.
 * Packages change with an upgrade only, so they stay in the browser's cache over releases.
 */
const TOGETHER = [
  {
    name: 'packages',
    test: /node_modules\/(?:react|react-dom|scheduler|zod|@tanstack\/(?:query-core|react-query))\/|rolldown\/runtime|vite\/(?:preload-helper|modulepreload)/,
    priority: 2,
  },
  { name: 'kernel', test: /src\/kernel\//, priority: 1 },
]

export default defineConfig({
  root,
  publicDir: join(root, 'public'),
  plugins: [react(), tailwind(), withoutJsonSchema(), precompress()],
  build: {
    outDir,
    emptyOutDir: true,
    // Two apps: that of staff, and that of subscribers.
    rolldownOptions: {
      input: [join(root, 'index.html'), join(root, 'portal/index.html')],
      output: { codeSplitting: { groups: TOGETHER } },
    },
    target: 'es2023',
    // A font or picture as `data:` would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: 'es' },
  server: {
    proxy: { '/api': { target: api, changeOrigin: false } },
  },
})
