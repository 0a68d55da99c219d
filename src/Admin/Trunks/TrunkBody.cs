using System.ComponentModel;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Trunks;

/// <summary>A trunk as the API takes and gives it. What GET returned can be changed and sent back by PUT.</summary>
internal sealed record TrunkBody : TrunkDocument
{
    [Description("Stable id: lower-case letters, digits, - and _, at most 64. Needed on creation.")]
    public string? Id { get; init; }

    [Description("Version of what is sent: PUT refuses to overwrite a newer one. Absent: last writer wins.")]
    public int? Version { get; init; }

    [Description("Set by the server; ignored when sent.")]
    public DateTimeOffset? CreatedAt { get; init; }

    [Description("Set by the server; ignored when sent.")]
    public DateTimeOffset? UpdatedAt { get; init; }

    [Description("How it is doing on this node. Set by the server; ignored when sent.")]
    public TrunkHealthBody? Health { get; init; }

    public static TrunkBody Of(StoredDocument<TrunkDocument> trunk)
    {
        var shown = TrunkSecrets.Masked(trunk.Document);
        return new TrunkBody
        {
            Id = trunk.Id, Version = trunk.Version, CreatedAt = trunk.CreatedAt, UpdatedAt = trunk.UpdatedAt,
            Name = shown.Name, Enabled = shown.Enabled, Preset = shown.Preset, Sources = shown.Sources, Transports = shown.Transports,
            Inbound = shown.Inbound, Target = shown.Target, Outbound = shown.Outbound, Registration = shown.Registration,
            PingSeconds = shown.PingSeconds, Codecs = shown.Codecs, Srtp = shown.Srtp, SrtpKeys = shown.SrtpKeys, Dtmf = shown.Dtmf, Terms = shown.Terms,
            Headers = shown.Headers,
            Limits = shown.Limits, Dialling = shown.Dialling,
        };
    }
}
