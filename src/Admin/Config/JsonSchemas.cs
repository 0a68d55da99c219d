using System.ComponentModel;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Voxie.Admin.Agents;
using Voxie.Admin.Routes;
using Voxie.Admin.Trunks;

namespace Voxie.Admin.Config;

/// <summary>JSON Schemas of the YAML files, made from the records they are bound to. Committed under <c>config/schemas</c>.</summary>
internal static class JsonSchemas
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Settings that are written as one string, and the form of that string.</summary>
    private static readonly Dictionary<Type, string> Patterns = new()
    {
        [typeof(IPEndPoint)] = @"^.+:[0-9]{1,5}$",
        [typeof(IPAddress)] = @"^[0-9A-Fa-f.:]+$",
        [typeof(PortRange)] = @"^[0-9]{1,5}\s*-\s*[0-9]{1,5}$",
        [typeof(SipListen)] = @"^(udp|tcp|tls):.+:[0-9]{1,5}$",
        [typeof(Uri)] = @"^https?://.+",
        [typeof(Secret)] = @"^.+$",
    };

    public static string Voxie() => Export<VoxieOptions>("Settings of a Voxie node (voxie.yaml)");

    public static string Trunk() => Export<TrunkFile>("A trunk (config/trunks/*.yaml)");

    public static string Routes() => Export<RouteFile>("The routes (config/routes.yaml)");

    public static string Agent() => Export<AgentFile>("An agent (config/agents/*.yaml)");

    private static string Export<T>(string title)
    {
        var schema = (JsonObject)Options.GetJsonSchemaAsNode(typeof(T), new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = Transform,
        });
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", title);
        return schema.ToJsonString(Options).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (Patterns.TryGetValue(type, out var pattern))
        {
            node = new JsonObject { ["type"] = "string", ["pattern"] = pattern };
        }
        if (context.PropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), true) is [DescriptionAttribute about]
            && node is JsonObject described)
        {
            described.Insert(0, "description", about.Description);
        }
        return node;
    }
}
