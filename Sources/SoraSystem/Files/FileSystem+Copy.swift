extension FileSystem {
    /// Copies a file's bytes to a new file, for its owner alone; it is not synced.
    ///
    /// - Returns: the new file.
    /// - Throws: `SystemError`, also when there is a file of that name.
    @discardableResult
    package func copy(_ path: String, to target: String) throws(SystemError) -> OpenFile {
        let source = try open(path, .read)
        let copy = try open(target, .createNew)
        var offset: Int64 = 0
        while true {
            let part = try read(source, at: offset, count: 1 << 20)
            if part.isEmpty { return copy }
            try write(part, to: copy, at: offset)
            offset += Int64(part.count)
        }
    }
}
