using System.Diagnostics.CodeAnalysis;

namespace Voxie.SipGateway.Dns;

/// <summary>The answer of a name server (RFC 1035 4). Never throws, whatever the bytes.</summary>
internal sealed class DnsMessage
{
    private const int ResponseBit = 0x8000;
    private const int OperationMask = 0x7800;
    private const int TruncatedBit = 0x0200;
    private const ushort Internet = 1;
    private const int NameErrorCode = 3;

    private readonly List<DnsRecord> _answers = [];

    private DnsMessage(ushort id, int flags)
    {
        Id = id;
        IsTruncated = (flags & TruncatedBit) != 0;
        ResponseCode = flags & 0xF;
    }

    public ushort Id { get; }

    /// <summary>Ask again by TCP.</summary>
    public bool IsTruncated { get; }

    /// <summary>RFC 1035 4.1.1: 0 is success, 3 says that the name does not exist; anything else is the server's trouble.</summary>
    public int ResponseCode { get; }

    public bool IsNoSuchName => ResponseCode == NameErrorCode;

    public string QuestionName { get; private set; } = "";

    public DnsRecordType QuestionType { get; private set; }

    /// <summary>Records of the answer section of the types that we know.</summary>
    public IReadOnlyList<DnsRecord> Answers => _answers;

    /// <summary>SOA of the authority section: comes with the absence of a name or type.</summary>
    public DnsRecord.Authority? Authority { get; private set; }

    public static DnsReadReason TryParse(ReadOnlySpan<byte> bytes, out DnsMessage? message)
    {
        message = null;
        var reader = new DnsReader(bytes);
        Span<ushort> head = stackalloc ushort[6];
        foreach (ref var field in head)
        {
            if (!reader.TryReadUInt16(out field))
            {
                return DnsReadReason.Truncated;
            }
        }

        if ((head[1] & ResponseBit) == 0 || (head[1] & OperationMask) != 0)
        {
            return DnsReadReason.NoResponse;
        }

        if (head[2] != 1)
        {
            return DnsReadReason.Question;
        }

        if (head[3] + head[4] + head[5] > DnsLimits.Records)
        {
            return DnsReadReason.TooManyRecords;
        }

        var read = new DnsMessage(head[0], head[1]);
        if (!reader.TryReadName(out var name))
        {
            return DnsReadReason.Name;
        }

        if (!reader.TryReadUInt16(out var type) || !reader.TryReadUInt16(out _))
        {
            return DnsReadReason.Truncated;
        }

        (read.QuestionName, read.QuestionType) = (name, (DnsRecordType)type);
        var reason = read.ReadRecords(ref reader, head[3], head[4]);
        // A truncated answer is asked for again whole: what it holds does not matter.
        message = reason == DnsReadReason.None || read.IsTruncated ? read : null;
        return message is null ? reason : DnsReadReason.None;
    }

    // The additional section is not read: addresses there would have to be believed for other names than the one we asked for.
    private DnsReadReason ReadRecords(ref DnsReader reader, int answers, int authorities)
    {
        for (var i = 0; i < answers + authorities; i++)
        {
            if (!reader.TryReadName(out var name))
            {
                return DnsReadReason.Name;
            }

            if (!reader.TryReadUInt16(out var type) || !reader.TryReadUInt16(out var @class) || !reader.TryReadUInt32(out var ttl)
                || !reader.TryReadUInt16(out var length))
            {
                return DnsReadReason.Truncated;
            }

            var end = reader.Position + length;
            var record = default(DnsRecord);
            if (@class == Internet && Enum.IsDefined((DnsRecordType)type))
            {
                // RFC 2181 8: a time to live with the top bit set counts as zero.
                if (!TryReadData(ref reader, (DnsRecordType)type, name, ttl > int.MaxValue ? 0 : ttl, length, out record) || reader.Position != end)
                {
                    return DnsReadReason.RecordData;
                }
            }
            else if (!reader.TryRead(length, out _))
            {
                return DnsReadReason.Truncated;
            }

            Keep(record, i < answers);
        }

        return DnsReadReason.None;
    }

    private void Keep(DnsRecord? record, bool isAnswer)
    {
        if (record is DnsRecord.Authority authority)
        {
            Authority ??= authority;
        }
        else if (record is not null && isAnswer)
        {
            _answers.Add(record);
        }
    }

    private static bool TryReadData(
        ref DnsReader reader, DnsRecordType type, string name, uint ttl, int length, [NotNullWhen(true)] out DnsRecord? record)
    {
        record = type switch
        {
            DnsRecordType.A when length == 4 && reader.TryReadAddress(4, out var v4) => new DnsRecord.Host(name, ttl, v4!),
            DnsRecordType.Aaaa when length == 16 && reader.TryReadAddress(16, out var v6) => new DnsRecord.Host(name, ttl, v6!),
            DnsRecordType.Cname when reader.TryReadName(out var target) => new DnsRecord.Alias(name, ttl, target),
            DnsRecordType.Srv => ReadSrv(ref reader, name, ttl),
            DnsRecordType.Naptr => ReadNaptr(ref reader, name, ttl),
            DnsRecordType.Soa => ReadAuthority(ref reader, name, ttl),
            _ => null,
        };
        return record is not null;
    }

    private static DnsRecord.Srv? ReadSrv(ref DnsReader reader, string name, uint ttl) =>
        reader.TryReadUInt16(out var priority) && reader.TryReadUInt16(out var weight) && reader.TryReadUInt16(out var port) && reader.TryReadName(out var target)
            ? new DnsRecord.Srv(name, ttl, priority, weight, port, target)
            : null;

    private static DnsRecord.Naptr? ReadNaptr(ref DnsReader reader, string name, uint ttl) =>
        reader.TryReadUInt16(out var order) && reader.TryReadUInt16(out var preference) && reader.TryReadString(out var flags)
        && reader.TryReadString(out var services) && reader.TryReadString(out _) && reader.TryReadName(out var replacement)
            ? new DnsRecord.Naptr(name, ttl, order, preference, flags, services, replacement)
            : null;

    private static DnsRecord.Authority? ReadAuthority(ref DnsReader reader, string name, uint ttl) =>
        reader.TrySkipName() && reader.TrySkipName() && reader.TryRead(16, out _) && reader.TryReadUInt32(out var minimum)
            ? new DnsRecord.Authority(name, ttl, minimum)
            : null;
}
