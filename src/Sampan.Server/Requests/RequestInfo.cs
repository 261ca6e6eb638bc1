using Sampan.Kubernetes.Selectors;
using Sampan.Server.Authorization;

namespace Sampan.Server.Requests;

/// <summary>What a request is about, as far as its method, path and query say (apiserver/pkg/endpoints/request RequestInfo).</summary>
internal sealed record RequestInfo
{
    private RequestInfo(ResourcePath? path, string verb, FieldSelector fields)
    {
        Path = path;
        Verb = verb;
        Fields = fields;
    }

    /// <summary>The path taken apart, be it a resource's or only a group version's; null for other paths.</summary>
    public ResourcePath? Path { get; }

    /// <summary>The API's verb; the HTTP method in lower case where the request is not about a resource.</summary>
    public string Verb { get; }

    /// <summary>The field selector of a list, a watch or a deletion of many.</summary>
    public FieldSelector Fields { get; }

    /// <summary>Whether the request is about a resource.</summary>
    public bool IsResource => Path is { Plural.Length: > 0 };

    /// <summary>Whether its answer takes as long as the client wants: it holds no place among those in flight.</summary>
    public bool IsLongRunning => Verb == "watch" || Path?.Subresource is "attach" or "exec" or "proxy" or "log" or "portforward";

    /// <summary>Whether it changes nothing.</summary>
    public bool IsReadOnly => Verb is "get" or "list" or "watch" or "head";

    public static RequestInfo Of(ApiRequest request)
    {
        var path = ResourcePath.Parse(request.Path);
        if (path is not { Plural.Length: > 0 })
        {
            return new RequestInfo(path, request.Method.ToLowerInvariant(), FieldSelector.Everything);
        }

        var verb = RequestVerb.Of(request, path);
        return new RequestInfo(path, verb, verb is "list" or "watch" or "deletecollection" ? Selector(request) : FieldSelector.Everything);
    }

    /// <summary>What an authorizer is asked. A list of one name is allowed to whom that name is.</summary>
    public AccessRequest Access(ApiRequest request)
    {
        if (Path is not { Plural.Length: > 0 })
        {
            return AccessRequest.OfPath(request.User, request.Method, request.Path);
        }

        var name = Path.Name.Length > 0 ? Path.Name : Fields.Exactly("metadata.name") ?? "";
        return AccessRequest.OfResource(request.User, Verb, Path.Group, Path.Plural, Path.Subresource, Path.Namespace, name) with { Fields = Fields };
    }

    // What cannot be read selects nothing here, and is refused when it is used.
    private static FieldSelector Selector(ApiRequest request)
    {
        try
        {
            return FieldSelector.Parse(request.Query.Text("fieldSelector"));
        }
        catch (FormatException)
        {
            return FieldSelector.Everything;
        }
    }
}
