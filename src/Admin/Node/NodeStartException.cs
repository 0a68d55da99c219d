namespace Voxie.Admin.Node;

/// <summary>The node cannot start; the message says what is in the way and what to do. Shown without a stack trace.</summary>
internal sealed class NodeStartException(string message, Exception? inner = null) : Exception(message, inner);
