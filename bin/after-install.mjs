// For installations by hand with `npm ci --ignore-scripts`: links what the packages' own scripts would have linked.
import { linkLibraries } from './lib.mjs'

linkLibraries()
