using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>The name of the Go type that holds a resource's objects, which some messages show.</summary>
internal static class GoTypes
{
    public static string Name(ServedResource resource) => resource.IsCustom
        ? "unstructured.Unstructured"
        : $"{(resource.Type.Group.Length == 0 ? "core" : resource.Type.Group.Split('.')[0])}.{resource.Type.Kind}";
}
