using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Voxie.Admin.Http;

/// <summary>The API's JSON: camelCase fields, snake_case machine words, times in UTC, nulls left out, and strict on what comes in.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = Frozen(JsonUnmappedMemberHandling.Disallow);

    /// <summary>For what we wrote ourselves, perhaps with another version.</summary>
    public static JsonSerializerOptions Tolerant { get; } = Frozen(JsonUnmappedMemberHandling.Skip);

    public static void Configure(JsonSerializerOptions options, JsonUnmappedMemberHandling unknown = JsonUnmappedMemberHandling.Disallow)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = unknown;
        options.RespectNullableAnnotations = true;
        options.AllowDuplicateProperties = false;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
    }

    private static JsonSerializerOptions Frozen(JsonUnmappedMemberHandling unknown)
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        Configure(options, unknown);
        options.MakeReadOnly();
        return options;
    }
}
