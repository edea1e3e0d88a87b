/// Which addresses a request may connect to; the connected address is checked, not the name.
package enum AddressPolicy: Hashable, Sendable {
    /// Only addresses of the public internet.
    case publicOnly
    /// Only this machine's loopback addresses.
    case loopbackOnly
    /// Public and loopback addresses.
    case publicOrLoopback
    /// Any address: a provider that was added with `--allow-private`.
    case any
}
