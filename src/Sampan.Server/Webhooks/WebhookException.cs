using System.Security.Authentication;
using Sampan.Kubernetes.Errors;

namespace Sampan.Server.Webhooks;

/// <summary>A webhook that could not be reached, or whose answer cannot be read. The message is the one that kube-apiserver's HTTP client has for it.</summary>
internal sealed class WebhookException(string message) : Exception(message)
{
    /// <summary>What an HTTP client's failure comes down to, in the words of Go's.</summary>
    public static string Cause(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case WebhookException or ApiException:
                    return cause.Message;
                case AuthenticationException { InnerException: null or IOException }:
                    return "http: server gave HTTP response to HTTPS client";
            }
        }

        return "EOF";
    }
}
