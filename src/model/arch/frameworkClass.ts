import type { LayerOp } from './layerOp';

/** Keras' class for an operation. */
export function kerasClass(op: LayerOp): string {
  switch (op.kind) {
    case 'input':
      return 'InputLayer';
    case 'conv':
    case 'pointwise':
      return 'Conv2D';
    case 'depthwise':
      return 'DepthwiseConv2D';
    case 'sepconv':
      return 'SeparableConv2D';
    case 'batchnorm':
      return 'BatchNormalization';
    case 'relu':
    case 'activation':
      return 'Activation';
    case 'maxpool':
      return 'MaxPooling2D';
    case 'add':
      return 'Add';
    case 'concat':
      return 'Concatenate';
    case 'pool':
      return op.mode === 'average' ? 'GlobalAveragePooling2D' : 'GlobalMaxPooling2D';
    case 'flatten':
      return 'Flatten';
    case 'dense':
      return 'Dense';
    case 'dropout':
      return 'Dropout';
  }
}

/** PyTorch's module, or the function that the listing calls where it uses none. */
export function torchClass(op: LayerOp): string {
  switch (op.kind) {
    case 'input':
      return 'Input';
    case 'conv':
    case 'pointwise':
    case 'depthwise':
      return 'Conv2d';
    case 'sepconv':
      return 'separableConv2D';
    case 'batchnorm':
      return 'BatchNorm2d';
    case 'relu':
      return 'ReLU';
    case 'activation':
      return op.activation === 'softmax' ? 'Softmax' : op.activation;
    case 'maxpool':
      return 'MaxPool2d';
    case 'add':
      return 'torch.add';
    case 'concat':
      return 'torch.cat';
    case 'pool':
      return op.mode === 'average' ? 'Tensor.mean' : 'Tensor.amax';
    case 'flatten':
      return 'Tensor.flatten';
    case 'dense':
      return 'Linear';
    case 'dropout':
      return 'Dropout';
  }
}
