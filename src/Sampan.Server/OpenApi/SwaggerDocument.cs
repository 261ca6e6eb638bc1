using System.Text.Json.Nodes;

namespace Sampan.Server.OpenApi;

/// <summary>
/// The OpenAPI v2 document of all group versions (<c>/openapi/v2</c>), made from an OpenAPI v3 one. Clients older than
/// kubectl 1.27 validate and explain by it, and many tools still do.
/// </summary>
/// <remarks>What v2 cannot say is left out, as the API server leaves it out: alternatives, nullable types, defaults.</remarks>
internal static class SwaggerDocument
{
    private const string Definitions = "#/definitions/";
    private static readonly string Schemas = SchemaNames.Reference("");
    private static readonly string[] Left = ["oneOf", "anyOf", "allOf", "not", "nullable", "default"];
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];

    // Operations share their query parameters, but for those by which kubectl before 1.27 knows what an operation can.
    private static readonly string[] Unshared = ["dryRun", "fieldValidation"];

    /// <summary>Converts a document.</summary>
    public static JsonObject Of(JsonObject document)
    {
        var definitions = new JsonObject();
        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
        {
            definitions[name] = Schema(schema!.AsObject());
        }

        var (paths, shared) = (new JsonObject(), new JsonObject());
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            paths[path] = Path(item!.AsObject(), shared);
        }

        return new JsonObject { ["swagger"] = "2.0", ["info"] = document["info"]!.DeepClone(), ["paths"] = paths, ["definitions"] = definitions, ["parameters"] = shared };
    }

    private static JsonObject Schema(JsonObject schema)
    {
        if (Reference(schema) is { } reference)
        {
            var target = new JsonObject { ["$ref"] = reference };
            if (schema["description"] is { } description)
            {
                target["description"] = description.DeepClone();
            }

            return target;
        }

        var isNullable = schema["nullable"]?.GetValue<bool>() == true;
        var isUntyped = schema["x-kubernetes-int-or-string"]?.GetValue<bool>() == true || isNullable;
        var isOpen = schema["x-kubernetes-preserve-unknown-fields"]?.GetValue<bool>() == true;
        var result = new JsonObject();
        foreach (var (name, value) in schema)
        {
            switch (name)
            {
                case var left when Left.Contains(left):
                case "type" when isUntyped:
                case "properties" or "items" when isNullable || isOpen:
                    break;
                case "properties":
                    var properties = new JsonObject();
                    foreach (var (property, inner) in value!.AsObject())
                    {
                        properties[property] = Schema(inner!.AsObject());
                    }

                    result[name] = properties;
                    break;
                case "items" or "additionalProperties" when value is JsonObject inner:
                    result[name] = Schema(inner);
                    break;
                default:
                    result[name] = value?.DeepClone();
                    break;
            }
        }

        if (schema.ContainsKey("oneOf") && !isUntyped && !schema.ContainsKey("type"))
        {
            // A quantity, or a number or text: v2 writes both as text.
            result["type"] = "string";
        }

        return result;
    }

    private static string? Reference(JsonObject schema)
    {
        var reference = schema["$ref"] ?? (schema["allOf"] is JsonArray { Count: 1 } all && !schema.ContainsKey("type") ? all[0]!["$ref"] : null);
        return reference is null ? null : string.Concat(Definitions, reference.GetValue<string>().AsSpan(Schemas.Length));
    }

    private static JsonObject Path(JsonObject item, JsonObject shared)
    {
        var result = new JsonObject();
        foreach (var method in Methods)
        {
            if (item[method] is JsonObject operation)
            {
                result[method] = Operation(operation, shared);
            }
        }

        if (item["parameters"] is JsonArray parameters)
        {
            result["parameters"] = new JsonArray([.. parameters.Select(parameter => Parameter(parameter!.AsObject()))]);
        }

        return result;
    }

    private static JsonObject Operation(JsonObject operation, JsonObject shared)
    {
        List<JsonNode> parameters = [.. operation["parameters"]!.AsArray().Select(parameter => Shared(Parameter(parameter!.AsObject()), shared))];
        var result = new JsonObject();
        if (operation["requestBody"]?["content"] is JsonObject content)
        {
            result["consumes"] = new JsonArray([.. content.Select(entry => (JsonNode)entry.Key)]);
            parameters.Insert(0, new JsonObject { ["name"] = "body", ["in"] = "body", ["required"] = true, ["schema"] = SchemaOf(content) });
        }

        result["produces"] = new JsonArray("application/json", "application/yaml", "application/vnd.kubernetes.protobuf");
        result["parameters"] = new JsonArray([.. parameters]);
        var responses = new JsonObject();
        foreach (var (code, response) in operation["responses"]!.AsObject())
        {
            responses[code] = new JsonObject { ["description"] = response!["description"]!.DeepClone(), ["schema"] = SchemaOf(response["content"]!.AsObject()) };
        }

        result["responses"] = responses;
        foreach (var (name, value) in operation.Where(member => member.Key.StartsWith("x-", StringComparison.Ordinal)))
        {
            result[name] = value!.DeepClone();
        }

        return result;
    }

    private static JsonObject SchemaOf(JsonObject content) => Schema(content.First().Value!["schema"]!.AsObject());

    private static JsonObject Shared(JsonObject parameter, JsonObject shared)
    {
        var name = parameter["name"]!.GetValue<string>();
        if (Unshared.Contains(name))
        {
            return parameter;
        }

        if (!shared.ContainsKey(name))
        {
            parameter["description"] = Descriptions.Of("parameters", name);
            shared[name] = parameter;
        }

        return new JsonObject { ["$ref"] = $"#/parameters/{name}" };
    }

    private static JsonObject Parameter(JsonObject parameter)
    {
        var result = new JsonObject();
        foreach (var (name, value) in parameter.Where(member => member.Key != "schema").Concat(parameter["schema"]!.AsObject()))
        {
            result[name] = value!.DeepClone();
        }

        return result;
    }
}
