using System.Text.Json;

namespace Sampan.Fleet.Status;

/// <summary>A member's status of a template.</summary>
internal readonly record struct MemberStatus(string Cluster, JsonElement Status);
