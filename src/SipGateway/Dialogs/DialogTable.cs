using System.Collections.Concurrent;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Dialogs;

/// <summary>
/// Every dialog that is up and whose it is. A request is let in only with the Call-ID and both tags right, and our tag holds
/// 80 random bits: a stranger cannot guess a dialog. Any thread.
/// </summary>
internal sealed class DialogTable
{
    private readonly ConcurrentDictionary<DialogId, IDialogUser> _users = new();

    public int Count => _users.Count;

    /// <returns>False: the identity is taken.</returns>
    public bool TryAdd(DialogId id, IDialogUser user) => _users.TryAdd(id, user);

    public void Remove(DialogId id) => _users.TryRemove(id, out _);

    /// <summary>The owner of the dialog that a request with a To tag belongs to; null: answer 481.</summary>
    public IDialogUser? Find(SipRequest request)
    {
        var headers = request.Headers;
        return Find(new DialogId(headers.CallId!, headers.To!.Tag ?? "", headers.From!.Tag ?? ""));
    }

    public IDialogUser? Find(DialogId id) => _users.GetValueOrDefault(id);
}
