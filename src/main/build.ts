import { tellTrouble } from './tell-trouble.ts'
import { ensureWebIsBuilt } from './web-build.ts'

/** The second half of `npm run build`. */
try {
  await ensureWebIsBuilt((line) => console.log(line))
} catch (error) {
  tellTrouble(error)
  process.exitCode = 1
}
