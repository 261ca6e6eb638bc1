using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Schemas;

namespace Sampan.Server.OpenApi;

/// <summary>The OpenAPI v3 document of one group version (<c>/openapi/v3/apis/apps/v1</c>), made from the type table and the served resources.</summary>
public static class OpenApiDocument
{
    /// <summary>The document, JSON, UTF-8 encoded. The same resources give the same bytes.</summary>
    /// <param name="resources">The resources of the group version.</param>
    /// <param name="version">The server's version, such as <c>v1.36.0</c>.</param>
    public static byte[] Create(IEnumerable<OpenApiResource> resources, string version) => Json(resources, version).ToUtf8Bytes();

    /// <summary>The document before it is written.</summary>
    internal static JsonObject Json(IEnumerable<OpenApiResource> resources, string version)
    {
        var schemas = new TypeSchemas();
        var paths = new JsonObject();
        foreach (var resource in resources.OrderBy(resource => resource.Description.Type.Plural, StringComparer.Ordinal))
        {
            OpenApiOperations.AddPaths(paths, resource, AddSchema(schemas, resource));
            AddSubresourceSchemas(schemas, resource);
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = version },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas.ToJson() },
        };
    }

    private static string AddSchema(TypeSchemas schemas, OpenApiResource resource)
    {
        var type = resource.Description.Type;
        if (resource.CustomSchema is null && BuiltInTypes.Instance.Find(type.GroupVersionKind) is { } builtIn)
        {
            if (BuiltInTypes.Instance.Find(type.GroupVersionKind with { Kind = type.Kind + "List" }) is { } list)
            {
                schemas.Add(list);
            }

            return schemas.Add(builtIn);
        }

        var name = SchemaNames.OfCustomResource(type.Group, type.Version, type.Kind);
        schemas.Add(name, CustomSchema(schemas, resource));
        return name;
    }

    private static JsonObject CustomSchema(TypeSchemas schemas, OpenApiResource resource)
    {
        var schema = resource.CustomSchema is { ValueKind: JsonValueKind.Object } given ? JsonNode.Parse(given.GetRawText())!.AsObject() : [];
        var metadata = schemas.Add(BuiltInTypes.Instance.Find("meta.v1.ObjectMeta")!);
        schema["type"] = "object";
        if (schema["properties"] is not JsonObject properties)
        {
            schema["properties"] = properties = [];
        }

        // Every object has these, whatever the definition says of them.
        foreach (var name in (ReadOnlySpan<string>)["apiVersion", "kind"])
        {
            properties[name] = new JsonObject { ["description"] = Descriptions.Of("core.v1.ConfigMap", name), ["type"] = "string" };
        }

        properties["metadata"] = new JsonObject
        {
            ["description"] = Descriptions.Of("core.v1.ConfigMap", "metadata"),
            ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = SchemaNames.Reference(metadata) }),
        };
        schema["x-kubernetes-group-version-kind"] = new JsonArray(OpenApiOperations.Kind(resource.Description.Type.GroupVersionKind));
        return schema;
    }

    private static void AddSubresourceSchemas(TypeSchemas schemas, OpenApiResource resource)
    {
        foreach (var subresource in resource.Description.Subresources)
        {
            if (BuiltInTypes.Instance.Find(subresource.Kind) is { } type)
            {
                schemas.Add(type);
            }
        }
    }
}
