/// One side of a connection, read and written by one thread.
protocol ByteStream: AnyObject {
    /// The next bytes, at most `limit`; none at the end or when the connection is broken.
    func read(upTo limit: Int) -> [UInt8]
    /// Sends everything, or gives false.
    func write(_ bytes: [UInt8]) -> Bool
    /// Ends the connection in good order.
    func close()
    /// Breaks the connection; over TCP the other side is sent RST.
    func reset()
}
