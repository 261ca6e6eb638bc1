namespace Sampan.Server.Requests;

/// <summary>The API's verb for a request to a resource.</summary>
internal static class RequestVerb
{
    public static string Of(ApiRequest request, ResourcePath path) => request.Method switch
    {
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => path.Name.Length > 0 ? "delete" : "deletecollection",
        "GET" or "HEAD" when path.IsWatch => "watch",
        "GET" or "HEAD" when path.Name.Length > 0 => "get",
        "GET" or "HEAD" => request.Query.Boolean("watch") == true ? "watch" : "list",
        var other => other.ToLowerInvariant(),
    };
}
