using Sampan.Server.Authentication;
using Sampan.Server.Authorization;

namespace Sampan.Server.Auditing;

/// <summary>What an audit policy judges a request by.</summary>
/// <param name="User">Who asks; null where nobody has proved to be anyone.</param>
/// <param name="Verb">The API's verb; for paths that are no resources the HTTP method in lower case.</param>
/// <param name="Path">The path within the cluster.</param>
/// <param name="Version">The API version addressed, empty for paths that are no resources.</param>
/// <param name="Access">The resource addressed, or null.</param>
internal sealed record AuditSubject(UserInfo? User, string Verb, string Path, string Version, AccessRequest? Access);
