using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Agents;

internal sealed record ReplyPartArrived(ReplyRun Run, ReplyPart Part) : CallEvent;

/// <param name="Fault">Null: the reply is complete.</param>
internal sealed record ReplyFinished(ReplyRun Run, Exception? Fault) : CallEvent;
