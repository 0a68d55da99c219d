namespace Voxie.SipGateway.Dns;

/// <summary>What is known of a name and type.</summary>
/// <param name="Life">How long it may be remembered.</param>
internal sealed record DnsAnswer(DnsStatus Status, IReadOnlyList<DnsRecord> Records, TimeSpan Life)
{
    // Shorter would mean a query per call, longer would keep a moved carrier away.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan UsualAbsence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Trouble = TimeSpan.FromSeconds(5);

    public static DnsAnswer Failed { get; } = new(DnsStatus.Failed, [], Trouble);

    /// <summary>Reads the answer to a question about a name, along the aliases that it brings itself.</summary>
    /// <param name="alias">Set when the answer ends at an alias that has to be asked for; the answer then holds only a life.</param>
    public static DnsAnswer Of(DnsMessage message, string name, DnsRecordType type, out string? alias)
    {
        alias = null;
        var life = Longest;
        var at = name;
        for (var hops = 0; hops <= DnsLimits.Aliases; hops++)
        {
            var here = message.Answers.Where(record => record.Name == at).ToList();
            var found = here.Where(record => IsOf(record, type)).ToList();
            if (found.Count > 0)
            {
                return new DnsAnswer(DnsStatus.Found, found, Clamp(Min(life, found), Longest));
            }

            if (here.OfType<DnsRecord.Alias>().FirstOrDefault() is not { } next)
            {
                break;
            }

            life = Min(life, [next]);
            at = next.Target;
        }

        if (at != name && !message.IsNoSuchName)
        {
            alias = at;
            return new DnsAnswer(DnsStatus.NoData, [], Clamp(life, Longest));
        }

        return new DnsAnswer(message.IsNoSuchName ? DnsStatus.NoSuchName : DnsStatus.NoData, [], Absence(message));
    }

    /// <summary>This answer, remembered no longer than the aliases that led to it.</summary>
    public DnsAnswer Within(TimeSpan life) => Life <= life ? this : this with { Life = life };

    private static bool IsOf(DnsRecord record, DnsRecordType type) => (record, type) switch
    {
        (DnsRecord.Host { Address.AddressFamily: System.Net.Sockets.AddressFamily.InterNetwork }, DnsRecordType.A) => true,
        (DnsRecord.Host { Address.AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 }, DnsRecordType.Aaaa) => true,
        (DnsRecord.Srv, DnsRecordType.Srv) or (DnsRecord.Naptr, DnsRecordType.Naptr) => true,
        _ => false,
    };

    /// <summary>RFC 2308 5: the smaller of the SOA's own life and its last field.</summary>
    private static TimeSpan Absence(DnsMessage message) => message.Authority is { } authority
        ? Clamp(TimeSpan.FromSeconds(Math.Min(authority.TimeToLive, authority.Minimum)), LongestAbsence)
        : UsualAbsence;

    private static TimeSpan Min(TimeSpan life, IEnumerable<DnsRecord> records)
    {
        var shortest = TimeSpan.FromSeconds(records.Min(record => record.TimeToLive));
        return shortest < life ? shortest : life;
    }

    private static TimeSpan Clamp(TimeSpan life, TimeSpan longest) => life < Shortest ? Shortest : life > longest ? longest : life;
}
