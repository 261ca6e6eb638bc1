using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Requests;

namespace Sampan.Server.Auditing;

/// <summary>One request's audit: what has become known of it so far, and the events already written.</summary>
internal sealed class AuditTrail(AuditSubject subject, AuditedRequest request, AuditScope scope, AuditFile file, TimeProvider time)
{
    private readonly SortedDictionary<string, string> _annotations = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _received = time.GetUtcNow();
    private AuditStage _last = AuditStage.ResponseComplete;

    public AuditSubject Subject { get; } = subject;

    public AuditedRequest Request { get; } = request;

    public AuditScope Scope { get; } = scope;

    /// <summary>As whom the request was done, if not as the one who asked.</summary>
    public UserInfo? ImpersonatedUser { get; set; }

    /// <summary>The object that was sent, or the patch; null for none.</summary>
    public JsonElement? RequestObject { get; private set; }

    /// <summary>The metadata of the object that was sent.</summary>
    public JsonElement? SentMetadata { get; private set; }

    /// <summary>The object that was answered; null for none.</summary>
    public JsonElement? ResponseObject { get; private set; }

    /// <summary>Status code and, where one was answered, the Status.</summary>
    public (int Code, JsonElement? Status)? Response { get; private set; }

    /// <summary>Facts that others have noted.</summary>
    public IReadOnlyDictionary<string, string> Annotations => _annotations;

    /// <summary>Notes a fact; the first value of a key stays.</summary>
    public void Annotate(string key, string value)
    {
        lock (_annotations)
        {
            _annotations.TryAdd(key, value);
        }
    }

    /// <summary>Notes the object that was sent: at every level its name, from level Request the whole.</summary>
    public void Sent(ReadOnlyMemory<byte> json)
    {
        RequestObject ??= Parse(json);
        SentMetadata ??= RequestObject?.Member("metadata");
    }

    /// <summary>Notes the patch that was sent.</summary>
    public void SentPatch(ReadOnlyMemory<byte> json) => RequestObject ??= Scope.Level >= AuditLevel.Request ? Parse(json) : null;

    /// <summary>Notes what is answered, as far as the level says: of failures and other Statuses always all.</summary>
    public void Answered(ApiResponse response)
    {
        var json = response.Stream is null && response.ContentType == MediaTypes.Json ? response.Body : default;
        var body = json.Length > 0 && (Scope.Level == AuditLevel.RequestResponse || json.Span.StartsWith("{\"kind\":\"Status\""u8)) ? Parse(json) : null;
        Response ??= (response.Status, body?.StringOrEmpty("kind") == "Status" ? body : null);
        ResponseObject = Scope.Level == AuditLevel.RequestResponse ? body : null;
    }

    /// <summary>Notes what another server has answered.</summary>
    public void PassedOn(int code) => Response ??= (code, null);

    /// <summary>Notes that nobody has proved to be anyone, although something was shown for it.</summary>
    public void Unauthenticated(string attempted) => Response = (401, JsonElement.Parse($$"""{"message":"Authentication failed, attempted: {{attempted}}"}"""));

    /// <summary>Notes that the server failed within itself.</summary>
    public void Failed(string message)
    {
        _last = AuditStage.Panic;
        Response = (500, JsonElement.Parse($$"""{"status":"Failure","message":"APIServer panic'd: {{JsonEncodedText.Encode(message)}}","reason":"InternalError"}"""));
    }

    /// <summary>Writes the event of a stage, unless the policy leaves it out.</summary>
    public void Write(AuditStage stage)
    {
        if (!Scope.OmitStages.Contains(stage))
        {
            file.Append(AuditEvent.Encode(this, stage, _received, stage == AuditStage.RequestReceived ? _received : time.GetUtcNow()));
        }
    }

    /// <summary>Writes the last event.</summary>
    public void End()
    {
        Response ??= (200, JsonElement.Parse("""{"status":"Success","message":"Connection closed early"}"""));
        Write(_last);
    }

    private static JsonElement? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonElement.Parse(json.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
