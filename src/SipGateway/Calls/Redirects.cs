using System.Globalization;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls;

/// <summary>
/// Where 3xx responses send a call (RFC 3261 8.1.3.4, 21.3): their contacts in the order of their q, each tried once, five at most.
/// Pure.
/// </summary>
internal sealed class Redirects
{
    public const int Most = 5;

    private readonly List<SipUri> _tried = [];
    private readonly Queue<SipUri> _waiting = new();

    /// <param name="first">Whom the call went to first.</param>
    public Redirects(SipUri first) => _tried.Add(first);

    /// <summary>Takes what a refusal says, and gives the next target; null: there is none.</summary>
    public SipUri? Next(SipResponse refusal)
    {
        // 305 and 380 ask for other things than another number; 6xx speaks for every other target, too (21.6).
        if (refusal.StatusCode is 300 or 301 or 302)
        {
            Take(refusal);
        }
        else if (refusal.StatusCode >= 600)
        {
            _waiting.Clear();
        }

        return _tried.Count <= Most && _waiting.TryDequeue(out var next) ? Try(next) : null;
    }

    private SipUri Try(SipUri next)
    {
        _tried.Add(next);
        return next;
    }

    private void Take(SipResponse redirect)
    {
        // 20.10: the higher the better; a stable order among equals. A contact's headers would become ours (19.1.5).
        foreach (var contact in redirect.Headers.Contacts.OrderByDescending(Weight))
        {
            var uri = contact.Uri with { HeaderText = null };
            if (!_tried.Exists(uri.IsEquivalentTo) && !_waiting.Any(uri.IsEquivalentTo) && _waiting.Count < Most)
            {
                _waiting.Enqueue(uri);
            }
        }
    }

    private static double Weight(NameAddr contact) =>
        double.TryParse(contact.Parameters["q"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var q) ? q : 1;
}
