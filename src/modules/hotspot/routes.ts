import { serve, serveFile, type Route } from '#platform/serve.ts'
import { arrangeDoor } from './commands/arrange-door.ts'
import * as contract from './contract.ts'
import { doorNow, doorsPage, purchasesPage, routerFileNow } from './queries/desk.ts'

/** `origin`: where people reach us, for addresses that routers are told. */
export function routes({ origin }: { readonly origin: () => URL }): Route[] {
  return [
    serve(contract.listDoors, doorsPage, 'filtered'),
    serve(contract.readDoor, (read, { siteId }) => doorNow(read, siteId, origin())),
    serve(contract.arrangeDoor, async (tx, input) => {
      await arrangeDoor(tx, input)
      return doorNow(tx, input.siteId, origin())
    }),
    serve(contract.listPurchases, purchasesPage, 'filtered'),
    serveFile(contract.routerFile, (read, input) => routerFileNow(read, input, origin())),
  ]
}
