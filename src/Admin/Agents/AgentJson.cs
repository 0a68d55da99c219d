using System.Text.Json;
using Voxie.Admin.Http;

namespace Voxie.Admin.Agents;

/// <summary>How a stored version is written: the API's own JSON, so that a row can be read by people.</summary>
internal static class AgentJson
{
    public static string Write(AgentDocument document) => JsonSerializer.Serialize(document.Plain(), ApiJson.Options);

    /// <summary>Reads a stored body; fields that a later version of voxie wrote are passed over.</summary>
    public static AgentDocument Read(string body) => JsonSerializer.Deserialize<AgentDocument>(body, ApiJson.Tolerant)!;
}
