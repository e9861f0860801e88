namespace Etcd.Client.Transport;

internal sealed class MessageTooLargeException(long bytes, int limit)
    : IOException($"the answer has {bytes} bytes, more than MaxMessageBytes ({limit})");
