using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Calls;

/// <param name="AnsweredAt">Null: it still rings.</param>
internal sealed record LiveCall(
    Guid Id, LegKind Kind, CallDirection Direction, string From, string To, string? AgentId, string? AgentName, int AgentVersion,
    DateTimeOffset StartedAt, DateTimeOffset? AnsweredAt);
