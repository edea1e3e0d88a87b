extension AddressPolicy {
    /// Whether an address of that class may be connected to.
    package func allows(_ kind: AddressClass) -> Bool {
        switch self {
        case .any: true
        case .publicOnly: kind == .publicInternet
        case .loopbackOnly: kind == .loopback
        case .publicOrLoopback: kind == .publicInternet || kind == .loopback
        }
    }

    /// Whether an address may be connected to.
    package func allows(_ address: NumericAddress) -> Bool {
        self == .any || allows(AddressClass(address))
    }

    /// Why an address may not be connected to, for people.
    func refusal(of address: NumericAddress, host: String) -> String {
        let wanted =
            switch self {
            case .any: "any address"
            case .publicOnly: "a public address"
            case .loopbackOnly: "a loopback address"
            case .publicOrLoopback: "a public or loopback address"
            }
        let name = host == address.description ? host : "\(host) stands for \(address), which"
        return "\(name) is a \(AddressClass(address).rawValue) address, and only "
            + "\(wanted) may be connected to here"
    }
}
