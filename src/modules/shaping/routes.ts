import { siteOfService } from '#modules/usage/index.ts'
import { serve, type Route } from '#platform/serve.ts'
import * as contract from './contract.ts'
import { speedOf } from './queries/speed-of.ts'
import { whatIf } from './queries/what-if.ts'

export const routes: Route[] = [
  serve(
    contract.readSpeed,
    (read, { serviceId }) => speedOf(read, serviceId),
    (read, { serviceId }) => siteOfService(read, serviceId),
  ),
  serve(contract.askWhatIf, whatIf),
]
