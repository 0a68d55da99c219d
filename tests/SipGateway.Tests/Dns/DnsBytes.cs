using System.Text;

namespace Voxie.SipGateway.Tests.Dns;

/// <summary>Builds messages of a name server byte by byte: the test's own hand, not the product's writer.</summary>
internal sealed class DnsBytes
{
    private readonly List<byte> _bytes = [];

    public int Length => _bytes.Count;

    public byte[] ToArray() => [.. _bytes];

    public DnsBytes Number16(int value)
    {
        _bytes.AddRange([(byte)(value >> 8), (byte)value]);
        return this;
    }

    public DnsBytes Number32(long value) => Number16((int)(value >> 16) & 0xFFFF).Number16((int)value & 0xFFFF);

    public DnsBytes Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public DnsBytes Text(string text) => Raw((byte)text.Length).Raw(Encoding.Latin1.GetBytes(text));

    public DnsBytes Name(string name)
    {
        foreach (var label in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            Text(label);
        }

        return Raw(0);
    }

    /// <summary>A pointer to an earlier place.</summary>
    public DnsBytes Pointer(int to) => Number16(0xC000 | to);

    public static DnsBytes Head(int id = 7, int flags = 0x8180, int questions = 1, int answers = 0, int authorities = 0, int additional = 0) =>
        new DnsBytes().Number16(id).Number16(flags).Number16(questions).Number16(answers).Number16(authorities).Number16(additional);

    public DnsBytes Question(string name, int type) => Name(name).Number16(type).Number16(1);

    /// <summary>A record with its length filled in.</summary>
    public DnsBytes Record(string name, int type, Action<DnsBytes> data, long ttl = 300, int @class = 1) => Name(name).Tail(type, data, ttl, @class);

    public DnsBytes Tail(int type, Action<DnsBytes> data, long ttl = 300, int @class = 1)
    {
        var body = new DnsBytes();
        data(body);
        return Number16(type).Number16(@class).Number32(ttl).Number16(body.Length).Raw(body.ToArray());
    }

    public DnsBytes Soa(string name, long ttl, long minimum) =>
        Record(name, 6, d => d.Name("ns." + name).Name("admin." + name).Number32(1).Number32(2).Number32(3).Number32(4).Number32(minimum), ttl);

    public DnsBytes Srv(string name, int priority, int weight, int port, string target, long ttl = 300) =>
        Record(name, 33, d => d.Number16(priority).Number16(weight).Number16(port).Name(target), ttl);

    public DnsBytes Naptr(string name, int order, int preference, string services, string replacement, string flags = "s") =>
        Record(name, 35, d => d.Number16(order).Number16(preference).Text(flags).Text(services).Text("").Name(replacement));
}
