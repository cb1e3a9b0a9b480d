/**
 * What an operator may change about the embedded PostgreSQL through the environment. Someone who needs more than this
 * has outgrown it and points DATABASE_URL at a PostgreSQL of their own.
 */
const TUNABLE: Record<string, string> = {
  KASI_PG_SHARED_BUFFERS: 'shared_buffers',
  KASI_PG_MAX_CONNECTIONS: 'max_connections',
  KASI_PG_WORK_MEM: 'work_mem',
  KASI_PG_MAINTENANCE_WORK_MEM: 'maintenance_work_mem',
  KASI_PG_EFFECTIVE_CACHE_SIZE: 'effective_cache_size',
  KASI_PG_MAX_WAL_SIZE: 'max_wal_size',
}

/**
 * Settings for a small machine that other programs share. Durability is not among the things that can be turned off:
 * a confirmed payment must survive a power cut.
 */
const DEFAULTS = {
  max_connections: '60',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '1GB',
  // Every commit waits while a new file of the log is written full of zeros, a tenth of a second for 16 MB: old files are kept to be
  // written again, and where there is none a new one is filled as it is used.
  min_wal_size: '256MB',
  wal_init_zero: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
  huge_pages: 'off',
  io_workers: '2',
  log_lock_waits: 'on',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] %a ',
  max_wal_senders: '4',
}

/** A scratch database whose loss nobody would notice: the test run. */
const SCRATCH = {
  shared_buffers: '128MB',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  // It may lie in memory.
  max_wal_size: '256MB',
  min_wal_size: '80MB',
  // Its databases live for seconds, and one that it is just looking at cannot be dropped by its owner.
  autovacuum: 'off',
}

const MB = 2 ** 20

/**
 * An eighth of the machine for PostgreSQL's own pages: with less, a town of two hundred thousand pays a quarter more for each renewal than
 * a small one, because what one unit wrote is put out before the next one needs it.
 */
function memoryFor(machine_bytes: number) {
  const eighth_MB = Math.floor(machine_bytes / 8 / MB)
  return {
    shared_buffers: `${Math.min(Math.max(eighth_MB, 128), 1024)}MB`,
    effective_cache_size: `${Math.max(eighth_MB * 4, 512)}MB`,
  }
}

export function settingsFor(options: {
  env: NodeJS.ProcessEnv
  /** Of the machine, or what of it this process may have. */
  memory_bytes: number
  port: number
  socketDir: string
  scratch: boolean
}): Record<string, string> {
  const tuned = Object.entries(TUNABLE).flatMap(([name, setting]) => {
    const value = options.env[name]
    return value === undefined || value === '' ? [] : [[setting, value] as const]
  })
  return {
    ...DEFAULTS,
    ...memoryFor(options.memory_bytes),
    ...(options.scratch ? SCRATCH : {}),
    ...Object.fromEntries(tuned),
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    unix_socket_directories: fitsSocketPath(options.socketDir) ? options.socketDir : '',
    unix_socket_permissions: '0700',
  }
}

/** The kernel allows 107 bytes for the path of a socket; PostgreSQL would refuse to start beyond that. */
export function fitsSocketPath(dir: string): boolean {
  return Buffer.byteLength(`${dir}/.s.PGSQL.65535`) <= 107
}
