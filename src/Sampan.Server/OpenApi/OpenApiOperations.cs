using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;

namespace Sampan.Server.OpenApi;

/// <summary>The paths of a resource and what can be done there. kubectl looks for PATCH operations that take <c>fieldValidation</c>.</summary>
internal static class OpenApiOperations
{
    // Custom resources take no strategic merge patch, and kubectl apply sends one wherever it reads here that it may.
    private static readonly string[] CustomPatchTypes = ["application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml"];
    private static readonly string[] BuiltInPatchTypes = [.. CustomPatchTypes, "application/strategic-merge-patch+json"];

    private static readonly (string Name, string Type)[] WriteParameters = [("dryRun", "string"), ("fieldManager", "string"), ("fieldValidation", "string")];

    private static readonly (string Name, string Type)[] ListParameters =
    [
        ("allowWatchBookmarks", "boolean"), ("continue", "string"), ("fieldSelector", "string"), ("labelSelector", "string"), ("limit", "integer"),
        ("resourceVersion", "string"), ("resourceVersionMatch", "string"), ("sendInitialEvents", "boolean"), ("timeoutSeconds", "integer"), ("watch", "boolean"),
    ];

    private static readonly (string Name, string Type)[] DeleteParameters =
        [("dryRun", "string"), ("gracePeriodSeconds", "integer"), ("orphanDependents", "boolean"), ("propagationPolicy", "string")];

    /// <summary>Adds the paths of a resource and its subresources.</summary>
    public static void AddPaths(JsonObject paths, OpenApiResource documented, string schemaName)
    {
        var resource = documented.Description;
        var type = resource.Type;
        var patchTypes = documented.IsCustom ? CustomPatchTypes : BuiltInPatchTypes;
        var collection = type.Path("{namespace}").Replace("%7B", "{", StringComparison.Ordinal).Replace("%7D", "}", StringComparison.Ordinal);
        var item = collection + "/{name}";
        if (type.Namespaced && resource.Verbs.Contains("list"))
        {
            AddOperation(paths, type.Path(), "get", "list", type.GroupVersionKind, schemaName, ListParameters);
        }

        foreach (var verb in resource.Verbs)
        {
            switch (verb)
            {
                case "list":
                    AddOperation(paths, collection, "get", "list", type.GroupVersionKind, schemaName, ListParameters);
                    break;
                case "create":
                    AddOperation(paths, collection, "post", "post", type.GroupVersionKind, schemaName, WriteParameters);
                    break;
                case "deletecollection":
                    AddOperation(paths, collection, "delete", "deletecollection", type.GroupVersionKind, schemaName, [.. ListParameters, .. DeleteParameters]);
                    break;
                default:
                    AddItemOperation(paths, item, verb, type.GroupVersionKind, schemaName, patchTypes);
                    break;
            }
        }

        foreach (var subresource in resource.Subresources)
        {
            foreach (var verb in subresource.Verbs)
            {
                AddItemOperation(paths, $"{item}/{subresource.Name}", verb, subresource.Kind, schemaName, patchTypes);
            }
        }
    }

    /// <summary>A kind as <c>x-kubernetes-group-version-kind</c> has it.</summary>
    public static JsonObject Kind(GroupVersionKind kind) => new() { ["group"] = kind.Group, ["kind"] = kind.Kind, ["version"] = kind.Version };

    private static void AddItemOperation(JsonObject paths, string path, string verb, GroupVersionKind kind, string schemaName, string[] patchTypes)
    {
        switch (verb)
        {
            case "get":
                AddOperation(paths, path, "get", "get", kind, schemaName, []);
                break;
            case "create":
                AddOperation(paths, path, "post", "post", kind, schemaName, WriteParameters);
                break;
            case "update":
                AddOperation(paths, path, "put", "put", kind, schemaName, WriteParameters);
                break;
            case "patch":
                var patch = AddOperation(paths, path, "patch", "patch", kind, schemaName, [.. WriteParameters, ("force", "boolean")]);
                patch["requestBody"] = new JsonObject { ["content"] = PatchContent(patchTypes), ["required"] = true };
                break;
            case "delete":
                AddOperation(paths, path, "delete", "delete", kind, schemaName, DeleteParameters);
                break;
        }
    }

    private static JsonObject AddOperation(JsonObject paths, string path, string method, string action, GroupVersionKind kind, string schemaName, (string Name, string Type)[] parameters)
    {
        if (paths[path] is not JsonObject item)
        {
            paths[path] = item = new JsonObject { ["parameters"] = new JsonArray([.. PathParameters(path)]) };
        }

        var operation = new JsonObject
        {
            ["parameters"] = new JsonArray([.. parameters.Select(parameter => (JsonNode)Parameter(parameter.Name, "query", parameter.Type))]),
            ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK", ["content"] = new JsonObject { ["application/json"] = Content(schemaName) } } },
            ["x-kubernetes-action"] = action,
            ["x-kubernetes-group-version-kind"] = Kind(kind),
        };
        if (method is "post" or "put")
        {
            operation["requestBody"] = new JsonObject { ["content"] = new JsonObject { ["*/*"] = Content(schemaName) }, ["required"] = true };
        }

        item[method] = operation;
        return operation;
    }

    private static JsonObject PatchContent(string[] types)
    {
        var content = new JsonObject();
        foreach (var type in types)
        {
            content[type] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "object" } };
        }

        return content;
    }

    private static IEnumerable<JsonNode> PathParameters(string path)
    {
        foreach (var name in (string[])["name", "namespace"])
        {
            if (path.Contains($"{{{name}}}", StringComparison.Ordinal))
            {
                var parameter = Parameter(name, "path", "string");
                parameter["required"] = true;
                yield return parameter;
            }
        }
    }

    private static JsonObject Parameter(string name, string place, string type) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["schema"] = new JsonObject { ["type"] = type, ["uniqueItems"] = true },
    };

    private static JsonObject Content(string schemaName) => new() { ["schema"] = new JsonObject { ["$ref"] = SchemaNames.Reference(schemaName) } };
}
