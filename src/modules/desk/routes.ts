import { serve, serveFile } from '#platform/serve.ts'
import * as contract from './contract.ts'
import { now } from './queries/now.ts'
import { reportNow } from './queries/reports.ts'
import { reportCsv } from './rules/csv.ts'

export const routes = [
  serve(contract.readNow, (read) => now(read)),
  serve(contract.readReport, reportNow),
  serveFile(contract.downloadReport, async (read, input) => {
    const report = await reportNow(read, input)
    return {
      ...{ bytes: Buffer.from(reportCsv(report)), mediaType: 'text/csv; charset=utf-8' },
      ...{ name: `${report.report}-${report.asOf}.csv`, as: 'download' },
    }
  }),
]
