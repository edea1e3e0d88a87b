import SoraHTTP
import Testing

struct AddressClassTests {
    @Test(arguments: [
        ("0.0.0.0", AddressClass.unspecified), ("0.1.2.3", .reserved),
        ("1.1.1.1", .publicInternet), ("9.255.255.255", .publicInternet),
        ("10.0.0.0", .privateNetwork), ("10.255.255.255", .privateNetwork),
        ("11.0.0.0", .publicInternet), ("100.63.255.255", .publicInternet),
        ("100.64.0.0", .shared), ("100.127.255.255", .shared), ("100.128.0.0", .publicInternet),
        ("127.0.0.1", .loopback), ("127.255.255.254", .loopback), ("128.0.0.1", .publicInternet),
        ("169.253.255.255", .publicInternet), ("169.254.169.254", .linkLocal),
        ("169.255.0.0", .publicInternet), ("172.15.255.255", .publicInternet),
        ("172.16.0.1", .privateNetwork), ("172.31.255.255", .privateNetwork),
        ("172.32.0.0", .publicInternet), ("192.0.0.1", .reserved), ("192.0.2.9", .documentation),
        ("192.0.3.1", .publicInternet), ("192.88.99.1", .reserved),
        ("192.167.255.255", .publicInternet), ("192.168.0.1", .privateNetwork),
        ("192.169.0.0", .publicInternet), ("198.17.255.255", .publicInternet),
        ("198.18.0.1", .benchmarking), ("198.19.255.255", .benchmarking),
        ("198.20.0.0", .publicInternet), ("198.51.100.1", .documentation),
        ("203.0.113.7", .documentation), ("223.255.255.255", .publicInternet),
        ("224.0.0.1", .multicast), ("239.255.255.255", .multicast), ("240.0.0.1", .reserved),
        ("255.255.255.254", .reserved), ("255.255.255.255", .broadcast),
    ])
    func `an IPv4 address is of a class`(text: String, kind: AddressClass) throws {
        let address = try #require(NumericAddress(text))
        #expect(AddressClass(address) == kind)
        #expect(address.description == text)
    }

    @Test(arguments: [
        ("::", AddressClass.unspecified), ("::1", .loopback), ("::2", .reserved),
        ("2606:4700::1111", .publicInternet), ("2001:4860:4860::8888", .publicInternet),
        ("2a00::1", .publicInternet), ("fc00::1", .uniqueLocal), ("fdff::1", .uniqueLocal),
        ("fe80::1", .linkLocal), ("febf::1", .linkLocal), ("fec0::1", .privateNetwork),
        ("ff02::1", .multicast), ("100::1", .reserved), ("4000::1", .reserved),
        ("5f00::1", .reserved), ("2001:db8::1", .documentation), ("3fff:fff::1", .documentation),
        ("3fff:1000::1", .publicInternet), ("2001:2::1", .benchmarking), ("2001:10::1", .reserved),
        ("2001:20::1", .reserved), ("64:ff9b:1::1", .reserved),
    ])
    func `an IPv6 address is of a class`(text: String, kind: AddressClass) throws {
        #expect(AddressClass(try #require(NumericAddress(text))) == kind)
    }

    @Test(arguments: [
        ("::ffff:127.0.0.1", AddressClass.loopback), ("::ffff:10.0.0.1", .privateNetwork),
        ("::ffff:8.8.8.8", .publicInternet), ("::ffff:0.0.0.0", .unspecified),
        ("::127.0.0.1", .loopback), ("::169.254.169.254", .linkLocal),
        ("::ffff:0:192.168.0.1", .privateNetwork), ("64:ff9b::169.254.169.254", .linkLocal),
        ("64:ff9b::8.8.8.8", .publicInternet), ("2002:7f00:1::", .loopback),
        ("2002:a9fe:a9fe::", .linkLocal), ("2002:808:808::1", .publicInternet),
        // The client's bits are turned: 80ff:fffe is 127.0.0.1.
        ("2001:0:808:808::80ff:fffe", .loopback), ("2001:0:a00:1::f7f7:f7f7", .privateNetwork),
        ("2001:0:808:808::f7f7:f7f7", .publicInternet),
        ("2a00::5efe:10.0.0.1", .privateNetwork), ("fe80::5efe:8.8.8.8", .linkLocal),
        ("2a00::200:5efe:127.0.0.1", .loopback),
    ])
    func `an IPv6 address is of the class of what it carries`(
        text: String, kind: AddressClass
    ) throws {
        #expect(AddressClass(try #require(NumericAddress(text))) == kind)
    }

    @Test(arguments: [
        "", "1", "127.1", "0x7f.0.0.1", "2130706433", "0177.0.0.1", "1.2.3.4.5", "256.1.1.1",
        "fe80::1%eth0", "[::1]", "localhost", " 1.2.3.4", ":::",
    ])
    func `other spellings are no numeric address`(text: String) {
        #expect(NumericAddress(text) == nil)
    }

    @Test func `a policy allows classes`() {
        for kind in AddressClass.allCases {
            #expect(AddressPolicy.any.allows(kind))
            #expect(AddressPolicy.publicOnly.allows(kind) == (kind == .publicInternet))
            #expect(AddressPolicy.loopbackOnly.allows(kind) == (kind == .loopback))
            #expect(
                AddressPolicy.publicOrLoopback.allows(kind)
                    == (kind == .publicInternet || kind == .loopback))
        }
    }
}
