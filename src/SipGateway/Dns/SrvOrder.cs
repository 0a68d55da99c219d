namespace Voxie.SipGateway.Dns;

/// <summary>The order in which servers are tried (RFC 2782): by priority, inside of it by lot, weighted.</summary>
internal static class SrvOrder
{
    /// <param name="random">A number from 0 to below its argument.</param>
    public static IReadOnlyList<DnsRecord.Srv> Of(IEnumerable<DnsRecord.Srv> records, Func<int, int> random)
    {
        var order = new List<DnsRecord.Srv>();
        foreach (var group in records.GroupBy(record => record.Priority).OrderBy(group => group.Key))
        {
            // Those of weight 0 stand first, so that they have a very small chance.
            var left = group.OrderBy(record => record.Weight != 0).ToList();
            while (left.Count > 0)
            {
                var drawn = random(left.Sum(record => record.Weight) + 1);
                var at = 0;
                for (var sum = (int)left[0].Weight; sum < drawn; sum += left[at].Weight)
                {
                    at++;
                }

                order.Add(left[at]);
                left.RemoveAt(at);
            }
        }

        return order;
    }
}
