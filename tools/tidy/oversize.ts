import type { Oversize } from './size.ts'

/** See `size.ts`. Make this list shorter. */
export const oversize: Oversize = {
  'src/kernel/client.ts#createClient': 141,
  'src/platform/http/streams.ts#createStreams': 131,
  'src/web/admin/organization/IdentityForm.tsx#IdentityForm': 128,
  'src/web/admin/settings/SettingRow.tsx#SettingRow': 106,
  'src/web/admin/sites/SitePage.tsx#OneSite': 101,
  'src/web/admin/style/Fields.tsx#Fields': 118,
  'src/web/ui/Dialog.tsx#OpenDialog': 106,
  'src/web/ui/form/Combobox.tsx#Box': 147,
  'src/web/ui/form/use-contract-form.ts#useContractForm': 114,
  'src/web/ui/map/Map.tsx#Map': 122,
  'src/web/ui/table/DataTable.tsx#DataTable': 233,
}
