console.log('start', process.version, process.execPath)
