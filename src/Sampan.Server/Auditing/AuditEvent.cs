using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;

namespace Sampan.Server.Auditing;

/// <summary>Writes audit.k8s.io/v1 Events, one a line, members in the order in which kube-apiserver writes them.</summary>
internal static class AuditEvent
{
    public static ReadOnlySpan<byte> Encode(AuditTrail trail, AuditStage stage, DateTimeOffset received, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, JsonEncoding.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, "Event"u8);
            writer.WriteString("apiVersion"u8, "audit.k8s.io/v1"u8);
            writer.WriteString("level"u8, trail.Scope.Level.ToString());
            writer.WriteString("auditID"u8, trail.Request.Id);
            writer.WriteString("stage"u8, stage.ToString());
            writer.WriteString("requestURI"u8, trail.Request.Uri);
            writer.WriteString("verb"u8, trail.Subject.Verb);
            WriteUser(writer, "user", trail.Subject.User);
            if (trail.ImpersonatedUser is { } impersonated)
            {
                WriteUser(writer, "impersonatedUser", impersonated);
            }

            WriteTexts(writer, "sourceIPs", trail.Request.SourceAddresses);
            WriteText(writer, "userAgent", trail.Request.UserAgent);
            WriteReference(writer, trail);
            WriteResponse(writer, trail);
            WriteObjects(writer, trail);
            writer.WriteString("requestReceivedTimestamp"u8, Time(received));
            writer.WriteString("stageTimestamp"u8, Time(now));
            WriteAnnotations(writer, trail.Annotations);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan;
    }

    private static void WriteUser(Utf8JsonWriter writer, string name, UserInfo? user)
    {
        writer.WriteStartObject(name);
        if (user is not null)
        {
            WriteText(writer, "username", user.Name);
            WriteText(writer, "uid", user.Uid);
            WriteTexts(writer, "groups", user.Groups);
            if (user.Extra.Count > 0)
            {
                writer.WriteStartObject("extra"u8);
                foreach (var (key, values) in user.Extra.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    WriteTexts(writer, key, values);
                }

                writer.WriteEndObject();
            }
        }

        writer.WriteEndObject();
    }

    // What the path does not say of the object, its body may.
    private static void WriteReference(Utf8JsonWriter writer, AuditTrail trail)
    {
        if (trail.Subject.Access is not { } access)
        {
            return;
        }

        var metadata = trail.SentMetadata ?? default;
        writer.WriteStartObject("objectRef"u8);
        WriteText(writer, "resource", access.Resource);
        WriteText(writer, "namespace", access.Namespace.Length > 0 ? access.Namespace : metadata.StringOrEmpty("namespace"));
        WriteText(writer, "name", access.Name.Length > 0 ? access.Name : metadata.StringOrEmpty("name"));
        WriteText(writer, "uid", metadata.StringOrEmpty("uid"));
        WriteText(writer, "apiGroup", access.Group);
        WriteText(writer, "apiVersion", trail.Subject.Version);
        WriteText(writer, "resourceVersion", metadata.StringOrEmpty("resourceVersion"));
        WriteText(writer, "subresource", access.Subresource);
        writer.WriteEndObject();
    }

    private static void WriteResponse(Utf8JsonWriter writer, AuditTrail trail)
    {
        if (trail.Response is not { } response)
        {
            return;
        }

        writer.WriteStartObject("responseStatus"u8);
        writer.WriteStartObject("metadata"u8);
        writer.WriteEndObject();
        if (response.Status is { } status)
        {
            foreach (var member in (ReadOnlySpan<string>)["status", "message", "reason", "details"])
            {
                if (status.Member(member) is { } value)
                {
                    writer.WritePropertyName(member);
                    value.WriteTo(writer);
                }
            }
        }

        writer.WriteNumber("code"u8, response.Code);
        writer.WriteEndObject();
    }

    private static void WriteObjects(Utf8JsonWriter writer, AuditTrail trail)
    {
        if (trail.Scope.Level >= AuditLevel.Request && trail.RequestObject is { } sent)
        {
            writer.WritePropertyName("requestObject"u8);
            AuditedObject.Write(writer, sent, trail.Scope.OmitManagedFields);
        }

        if (trail.ResponseObject is { } answered)
        {
            writer.WritePropertyName("responseObject"u8);
            AuditedObject.Write(writer, answered, trail.Scope.OmitManagedFields);
        }
    }

    private static void WriteAnnotations(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> annotations)
    {
        if (annotations.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("annotations"u8);
        foreach (var (key, value) in annotations)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string value)
    {
        if (value.Length > 0)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            writer.WriteStartArray(name);
            foreach (var value in values)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
